import fc from 'fast-check';

declare global {
  /** How far the properties are to be taken, from Jest's `globals`. */
  var propertyRuns: { readonly numRuns: number; readonly seed: number };
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), ...propertyRuns });
