import { isOrigin } from '@notes/api';

/** Reads single values of CDK context and collects what is wrong with them. */
export interface ContextReader {
  /** One phrase for each problem, without a full stop. */
  readonly problems: string[];
  readonly text: (name: string, byDefault: string, pattern: RegExp) => string;
  readonly optional: (name: string) => string | undefined;
  /** The first value is the default. */
  readonly oneOf: <Value extends string>(name: string, values: readonly [Value, ...Value[]]) => Value;
  readonly flag: (name: string, byDefault?: boolean) => boolean;
  readonly integer: <Default extends number | undefined>(
    name: string,
    byDefault: Default,
    least: number,
    most: number,
  ) => number | Default;
  /** Comma-separated, or a JSON array. */
  readonly list: (name: string, byDefault?: string) => string[];
  readonly origins: (name: string) => string[];
}

/** @param context looks a name up; values from the command line are strings, from cdk.json whatever JSON has */
export function contextReader(context: (name: string) => unknown): ContextReader {
  const problems: string[] = [];

  const optional = (name: string): string | undefined => {
    const value = context(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (Array.isArray(value)) return value.join(',');
    if (typeof value === 'string') return value.trim();
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    problems.push(`${name} is neither a text, a number, a flag nor a list`);
    return undefined;
  };

  const list = (name: string, byDefault = '') =>
    (optional(name) ?? byDefault)
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');

  return {
    problems,
    optional,
    list,
    text: (name, byDefault, pattern) => {
      const value = optional(name) ?? byDefault;
      if (!pattern.test(value))
        problems.push(`${name} is "${value}", which does not match ${pattern.source}`);
      return value;
    },
    oneOf: (name, values) => {
      const value = optional(name) ?? values[0];
      const found = values.find((each) => each === value);
      if (found === undefined) problems.push(`${name} is "${value}", not one of ${values.join(', ')}`);
      return found ?? values[0];
    },
    flag: (name, byDefault = false) => {
      const value = optional(name) ?? String(byDefault);
      if (value !== 'true' && value !== 'false') problems.push(`${name} is "${value}", not true or false`);
      return value === 'true';
    },
    integer: (name, byDefault, least, most) => {
      const value = optional(name);
      if (value === undefined) return byDefault;
      const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most)) {
        problems.push(`${name} is "${value}", not a whole number from ${least} to ${most}`);
      }
      return number;
    },
    origins: (name) => {
      const values = list(name);
      for (const value of values) {
        if (!isOrigin(value)) {
          problems.push(`${name} holds "${value}", which is not an origin such as https://notes.example.com`);
        }
      }
      return values;
    },
  };
}
