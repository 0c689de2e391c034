/** One boundary of the workspace, with code that breaks it and code of the same file that does not. */
export interface Sample {
  readonly boundary: string;
  /** The file the code pretends to be, relative to the workspace root. */
  readonly file: string;
  readonly forbidden: string;
  readonly allowed: string;
  /** The one ESLint rule that must report the forbidden code. */
  readonly rule: string;
}
