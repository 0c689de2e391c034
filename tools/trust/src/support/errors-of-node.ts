/**
 * Makes `instanceof Error` true for errors that Node's core makes, as it is outside of Jest: Jest gives every test file an `Error` of its
 * own, and the SDK would take a lost connection for an object that is no error.
 */
export function recogniseErrorsOfNode(): void {
  const inherited = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, candidate: unknown): boolean {
      return (
        inherited.call(this as never, candidate) ||
        (this === Error && Object.prototype.toString.call(candidate) === '[object Error]')
      );
    },
  });
}
