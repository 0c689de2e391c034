/**
 * The Java methods that mapping templates may call on the values that the service gives them: strings, lists and maps. velocityjs offers
 * JavaScript's methods of the same names, which differ (replaceAll takes no regular expression there).
 */

type Method<Value> = (value: Value, ...args: readonly unknown[]) => unknown;
type JavaMap = Readonly<Record<string, unknown>>;

const STRING_METHODS: Readonly<Record<string, Method<string>>> = {
  charAt: (text, index) => text.substring(Number(index), Number(index) + 1),
  concat: (text, other) => text + String(other),
  contains: (text, other) => text.includes(String(other)),
  endsWith: (text, suffix) => text.endsWith(String(suffix)),
  equals: (text, other) => text === other,
  equalsIgnoreCase: (text, other) => text.toLowerCase() === String(other).toLowerCase(),
  indexOf: (text, other) => text.indexOf(String(other)),
  isEmpty: (text) => text === '',
  lastIndexOf: (text, other) => text.lastIndexOf(String(other)),
  length: (text) => text.length,
  matches: (text, regex) => new RegExp(`^(?:${String(regex)})$`).test(text),
  replace: (text, target, replacement) => text.replaceAll(String(target), () => String(replacement)),
  replaceAll: (text, regex, replacement) => replaceRegex(text, new RegExp(String(regex), 'g'), replacement),
  replaceFirst: (text, regex, replacement) => replaceRegex(text, new RegExp(String(regex)), replacement),
  split: (text, regex) => text.split(new RegExp(String(regex))),
  startsWith: (text, prefix) => text.startsWith(String(prefix)),
  substring: (text, begin, end) => substring(text, Number(begin), Number(end ?? text.length)),
  toLowerCase: (text) => text.toLowerCase(),
  toString: (text: string) => text,
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
};

const LIST_METHODS: Readonly<Record<string, Method<readonly unknown[]>>> = {
  contains: (list, item) => list.includes(item),
  get: (list, index) => list[Number(index)],
  isEmpty: (list) => list.length === 0,
  size: (list) => list.length,
};

const MAP_METHODS: Readonly<Record<string, Method<JavaMap>>> = {
  containsKey: (map, key) => Object.hasOwn(map, String(key)),
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  get: (map, key) => (Object.hasOwn(map, String(key)) ? map[String(key)] : undefined),
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => Object.keys(map),
  size: (map) => Object.keys(map).length,
  values: (map) => Object.values(map),
};

/**
 * Calls a method as Java would.
 * @throws Error when the value has no such method here: better a template that fails than one that works only here
 */
export function callJavaMethod(value: unknown, name: string, args: readonly unknown[]): unknown {
  if (typeof value === 'string') return methodOf(STRING_METHODS, name)(value, ...args);
  if (Array.isArray(value)) return methodOf(LIST_METHODS, name)(value, ...args);
  if (typeof value === 'object' && value !== null) {
    return methodOf(MAP_METHODS, name)(value as JavaMap, ...args);
  }
  throw new Error(`${typeof value} has no method ${name}`);
}

function methodOf<Value>(methods: Readonly<Record<string, Method<Value>>>, name: string): Method<Value> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) throw new Error(`mapping templates cannot call ${name} here`);
  return method;
}

function substring(text: string, begin: number, end: number): string {
  // JavaScript would swap or clamp them.
  if (begin < 0 || begin > end || end > text.length) throw new RangeError('String index out of range');
  return text.substring(begin, end);
}

/** In Java's replacement text `$1` is a group, and a backslash takes the special meaning from what follows. */
function replaceRegex(text: string, regex: RegExp, replacement: unknown): string {
  return text.replace(regex, (...match: unknown[]) => {
    // Behind the groups comes the offset, the first number.
    const groups = match.slice(
      0,
      match.findIndex((part) => typeof part === 'number'),
    ) as (string | undefined)[];
    return String(replacement).replace(
      /\\([\s\S])|\$(\d)/g,
      (_, escaped: string | undefined, group: string) => escaped ?? groupOf(groups, Number(group)),
    );
  });
}

function groupOf(groups: readonly (string | undefined)[], number: number): string {
  if (number >= groups.length) throw new RangeError(`No group ${number}`);
  return groups[number] ?? '';
}
