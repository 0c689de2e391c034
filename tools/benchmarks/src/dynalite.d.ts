declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Times are milliseconds that a table stays in the states CREATING and DELETING. */
  export default function dynalite(options: { createTableMs?: number; deleteTableMs?: number }): Server;
}
