/** What is wrong with a text that {@link parseStrictJson} refuses. */
export type StrictJsonProblem =
  /** Not JSON at all (RFC 8259). */
  | 'syntax'
  /** An object names a member twice; RFC 8259, section 4, leaves open which one counts. */
  | 'duplicate-member'
  /** An object has a member `__proto__`, which a later copy could take for the prototype. */
  | 'forbidden-member'
  /** More objects and arrays inside each other than allowed. */
  | 'too-deep';

/** The only error that {@link parseStrictJson} throws. Neither message nor `pointer` holds a value, but `pointer` names members. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
  readonly problem: StrictJsonProblem;
  /** JSON Pointer (RFC 6901) of the offender; empty, which is the whole text, for `syntax`. */
  readonly pointer: string;

  constructor(problem: StrictJsonProblem, pointer: string, message: string) {
    super(message);
    this.problem = problem;
    this.pointer = pointer;
  }
}

const FORBIDDEN_MEMBER = '__proto__';
const DEFAULT_MAX_DEPTH = 32;

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** An object or array that the scan is inside of. */
interface Container {
  /** The member names met so far; undefined for an array. */
  readonly members: Set<string> | undefined;
  /** The member of the object that the scan has reached. */
  name: string;
  /** The element of the array that the scan has reached. */
  index: number;
  /** Whether the next string is the name of a member. */
  nameFollows: boolean;
}

/**
 * `JSON.parse` that takes only what every reader would understand alike: no object has the same member twice (names are compared
 * unescaped, so `"a"` is `"\u0061"`), none has a member `__proto__`, and at most `maxDepth` (default 32) objects and arrays are inside
 * each other. Takes time and memory in proportion to the text, and no stack.
 * @throws StrictJsonError and nothing else; of several problems `syntax` goes first, then the one that comes first in the text.
 */
export function parseStrictJson(
  text: string,
  { maxDepth = DEFAULT_MAX_DEPTH }: { maxDepth?: number } = {},
): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause is left out on purpose: its message quotes the text.
    throw new StrictJsonError('syntax', '', 'The text is not JSON.');
  }
  // Most texts are harmless, which is seen sooner than where a fault is.
  const isHarmless =
    !text.includes('\\') && countMembers(value, Math.min(maxDepth, QUICK_LOOK_DEPTH)) === countNames(text);
  if (!isHarmless) scan(text, maxDepth);
  return value;
}

/** How deep a value may be for the quick look, which recurses. */
const QUICK_LOOK_DEPTH = 8;

/** How many members a value has at all its levels; NaN when it is too deep or has a forbidden one. */
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countMembers(element, depth - 1);
    return count;
  }
  const object = value as Readonly<Record<string, unknown>>;
  // Faster than Object.keys. Should anything have been inherited, the counts differ and the scan decides.
  for (const name in object) {
    if (name === FORBIDDEN_MEMBER) return NaN;
    count += 1 + countMembers(object[name], depth - 1);
  }
  return count;
}

/**
 * At least how many members a JSON text gives: the colon of each stands behind a quote or white space. A colon inside of a string may stand
 * there, too; then the counts differ and the scan decides.
 */
function countNames(text: string): number {
  let count = 0;
  for (let index = text.indexOf(':'); index !== -1; index = text.indexOf(':', index + 1)) {
    const before = text.charCodeAt(index - 1);
    if (before === QUOTE || before <= SPACE) count++;
  }
  return count;
}

/** Looks for what JSON.parse lets pass, in a text that it has let pass. */
function scan(text: string, maxDepth: number): void {
  const hasEscapes = text.includes('\\');
  const containers: Container[] = [];
  let current: Container | undefined;

  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case QUOTE: {
        const end = endOfString(text, index, hasEscapes);
        if (current?.members && current.nameFollows) {
          addMember(containers, current, current.members, memberName(text, index, end, hasEscapes));
        }
        index = end;
        break;
      }
      case COMMA:
        if (current) {
          current.index++;
          current.nameFollows = true;
        }
        break;
      case OPENING_BRACE:
      case OPENING_BRACKET: {
        if (containers.length >= maxDepth) {
          throw new StrictJsonError(
            'too-deep',
            pointerTo(containers),
            `More than ${maxDepth} levels of nesting.`,
          );
        }
        current =
          text.charCodeAt(index) === OPENING_BRACE
            ? { members: new Set(), name: '', index: 0, nameFollows: true }
            : { members: undefined, name: '', index: 0, nameFollows: false };
        containers.push(current);
        break;
      }
      case CLOSING_BRACE:
      case CLOSING_BRACKET:
        containers.pop();
        current = containers.at(-1);
        break;
    }
  }
}

/** The index of the quote that ends the string whose opening quote is at `start`. */
function endOfString(text: string, start: number, hasEscapes: boolean): number {
  let end = text.indexOf('"', start + 1);
  while (hasEscapes && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes stands in front of the character. */
function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(index - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

function memberName(text: string, start: number, end: number, hasEscapes: boolean): string {
  const raw = text.slice(start + 1, end);
  return hasEscapes && raw.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : raw;
}

function addMember(
  containers: readonly Container[],
  object: Container,
  members: Set<string>,
  name: string,
): void {
  object.name = name;
  object.nameFollows = false;
  if (name === FORBIDDEN_MEMBER) {
    throw new StrictJsonError(
      'forbidden-member',
      pointerTo(containers),
      `A member may not be called ${FORBIDDEN_MEMBER}.`,
    );
  }
  const before = members.size;
  if (members.add(name).size === before) {
    throw new StrictJsonError('duplicate-member', pointerTo(containers), 'A member is given twice.');
  }
}

/** The JSON Pointer of where the scan is (RFC 6901, section 3: `~` is `~0`, `/` is `~1`). */
function pointerTo(containers: readonly Container[]): string {
  return containers
    .map(({ members, name, index }) => (members ? name.replaceAll('~', '~0').replaceAll('/', '~1') : index))
    .map((token) => `/${token}`)
    .join('');
}
