import type { Route } from '@notes/api';
import { GatewayError } from './gateway-error.ts';

export interface RouteMatch {
  readonly route: Route;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a method and a path. A fixed segment goes before a parameter, a parameter takes one segment that is not empty, and a
 * slash at the end is ignored, as the service does.
 * @throws GatewayError `MISSING_AUTHENTICATION_TOKEN` for an unknown route or method; `DEFAULT_4XX` (400) for malformed percent-encoding.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = segmentsOf(path);
  const candidates = routes
    .filter((route) => route.method === method && fits(segmentsOf(route.path), segments))
    .sort((a, b) => parameterCount(a.path) - parameterCount(b.path));
  const [route] = candidates;
  if (route === undefined) {
    throw new GatewayError('MISSING_AUTHENTICATION_TOKEN', 'no such route', {
      message: 'Missing Authentication Token',
    });
  }

  const pathParameters: Record<string, string> = {};
  for (const [index, template] of segmentsOf(route.path).entries()) {
    const name = parameterName(template);
    if (name !== undefined) pathParameters[name] = decode(segments[index] ?? '');
  }
  return { route, pathParameters };
}

function segmentsOf(path: string): string[] {
  return path.replace(/\/$/, '').split('/');
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) =>
      parameterName(part) === undefined ? part === segments[index] : segments[index] !== '',
    )
  );
}

function parameterName(segment: string): string | undefined {
  return /^\{(.+)\}$/.exec(segment)?.[1];
}

function parameterCount(path: string): number {
  return segmentsOf(path).filter((segment) => parameterName(segment) !== undefined).length;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new GatewayError('DEFAULT_4XX', 'the path is not percent-encoded correctly', {
      cause,
      message: 'Bad Request',
    });
  }
}
