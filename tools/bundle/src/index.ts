export { LICENCES_FILE, thirdPartyLicences } from './third-party-licences.ts';
