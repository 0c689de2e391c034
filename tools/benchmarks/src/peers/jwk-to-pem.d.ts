declare module 'jwk-to-pem' {
  export default function jwkToPem(jwk: {
    readonly kty: 'RSA';
    readonly n: string;
    readonly e: string;
  }): string;
}
