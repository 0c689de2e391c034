export interface Line {
  readonly text: string;
  /** Whether the other version has no such line. */
  readonly differs: boolean;
}

/** The lines of a version of a note, told apart by whether another version has them too, wherever. */
export function differingLines(text: string, other: string): readonly Line[] {
  const others = new Set(linesOf(other));
  return linesOf(text).map((line) => ({ text: line, differs: line.trim() !== '' && !others.has(line) }));
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);
