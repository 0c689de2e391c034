/** What every function pays: the boot of Node and of the runtime client. */
export function createHandler() {
  return async (): Promise<null> => null;
}
