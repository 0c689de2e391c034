const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * Evaluates the JSONPath that mapping templates need: `$`, then members (`.name`, `['any name']`) and array elements (`[0]`).
 * Undefined when there is nothing at that place.
 *
 * @throws Error for any other expression (wildcards, filters, slices, recursive descent)
 */
export function evaluateJsonPath(document: unknown, path: string): unknown {
  if (!path.startsWith('$')) throw new Error(`unsupported JSONPath: ${path}`);
  let value = document;
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const step = STEP.exec(path);
    if (step === null) throw new Error(`unsupported JSONPath: ${path}`);
    value = memberOf(value, step.slice(1).join(''));
  }
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
