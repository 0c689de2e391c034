/** autocannon comes without types; this is what the load uses of it. */
declare module 'autocannon' {
  namespace autocannon {
    interface Outgoing {
      method: string;
      path: string;
      headers: Record<string, string>;
      body?: string;
    }
    interface Incoming<Context> {
      readonly setupRequest: (request: Outgoing, context: Context) => Outgoing;
      readonly onResponse: (
        status: number,
        body: string,
        context: Context,
        headers: Record<string, string>,
      ) => void;
    }
    interface Options<Context> {
      readonly url: string;
      readonly connections: number;
      /** Seconds. */
      readonly duration: number;
      /** Seconds. */
      readonly timeout: number;
      readonly requests: readonly Incoming<Context>[];
    }
    interface Result {
      /** Of connections: lost, refused. */
      readonly errors: number;
      readonly timeouts: number;
      readonly resets: number;
      readonly non2xx: number;
      readonly requests: { readonly total: number; readonly average: number };
      /** Milliseconds. */
      readonly latency: Readonly<Record<'p50' | 'p90' | 'p99' | 'p99_9' | 'max', number>>;
    }
  }
  function autocannon<Context>(options: autocannon.Options<Context>): Promise<autocannon.Result>;
  export = autocannon;
}
