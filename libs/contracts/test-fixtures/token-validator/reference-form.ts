import { TokenError } from '@notes/domain';
import type { Fault } from './faults.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One JSON object from the base64url of its UTF-8 bytes, read strictly but for the fault. */
export function decodePart(part: string, fault: Fault | undefined): JsonObject {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part && fault !== 'decodes base64 laxly') throw malformed();
  const text = decodeUtf8(bytes, fault);
  const value = parse(text);
  const wellFormed = countMembers(value) === countWritten(text) || fault === 'lets the last member win';
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !wellFormed) throw malformed();
  return value as JsonObject;
}

function malformed(): TokenError {
  return new TokenError('malformed', 'The token is refused: malformed.');
}

function decodeUtf8(bytes: Buffer, fault: Fault | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: fault !== 'repairs broken UTF-8', ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    throw malformed();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

/** How many members the value has at all its levels: fewer than were written when some were given twice. */
function countMembers(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > 32 || Object.hasOwn(value, '__proto__')) throw malformed();
  const members = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + countMembers(inner, depth + 1), members);
}

function countWritten(text: string): number {
  const withoutStrings = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return withoutStrings.split(':').length - 1;
}
