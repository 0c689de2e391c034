/**
 * Whether a CloudWatch Logs filter pattern matches a log line. Knows the part of the syntax that our patterns use: `=` with a text that
 * may hold `*`, `=` and `>=` with a number, `NOT EXISTS`, `&&`, `||` and parentheses. Anything else is an error, never a silent no.
 *
 * A text is compared with texts only and a number with numbers only; a line that is no JSON matches nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function matches(pattern: string, line: string): boolean {
  const [, expression] = /^\{ (.*) \}$/.exec(pattern) ?? [];
  if (expression === undefined) throw new Error(`No pattern for JSON: ${pattern}`);
  const parser = new Parser(expression);
  const condition = parser.condition();
  parser.end();
  const document = parseJson(line);
  return document !== undefined && condition(document);
}

/** The value at a path such as `$.message.code`; undefined when there is none. */
export function valueAt(path: string, line: string): unknown {
  return select(path, parseJson(line));
}

type Condition = (document: unknown) => boolean;

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function select(path: string, document: unknown): unknown {
  let value = document;
  for (const name of path.split('.').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

class Parser {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  condition(): Condition {
    const operands = [this.#operand()];
    const operator = this.#take(/ (&&|\|\|) /y)?.[1];
    if (operator === undefined) return operands[0] as Condition;
    do operands.push(this.#operand());
    while (this.#take(operator === '&&' ? / && /y : / \|\| /y));
    return (document) =>
      operator === '&&' ? operands.every((each) => each(document)) : operands.some((each) => each(document));
  }

  end(): void {
    if (this.#position !== this.#text.length) this.#fail();
  }

  #operand(): Condition {
    if (this.#take(/\(/y)) {
      const inner = this.condition();
      if (!this.#take(/\)/y)) this.#fail();
      return inner;
    }
    const path = this.#take(/\$(?:\.\w+)+/y)?.[0] ?? this.#fail();
    if (this.#take(/ NOT EXISTS/y)) return (document) => select(path, document) === undefined;
    const text = this.#take(/ = "([\w*.-]+)"/y)?.[1];
    if (text !== undefined) {
      const wanted = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
      return (document) => {
        const value = select(path, document);
        return typeof value === 'string' && wanted.test(value);
      };
    }
    const [, operator, number] = this.#take(/ (=|>=) (\d+)/y) ?? this.#fail();
    return (document) => {
      const value = select(path, document);
      return (
        typeof value === 'number' && (operator === '=' ? value === Number(number) : value >= Number(number))
      );
    };
  }

  #take(token: RegExp): RegExpExecArray | undefined {
    token.lastIndex = this.#position;
    const found = token.exec(this.#text);
    if (!found) return undefined;
    this.#position = token.lastIndex;
    return found;
  }

  #fail(): never {
    throw new Error(`Not understood: ${this.#text.slice(this.#position)}`);
  }
}
