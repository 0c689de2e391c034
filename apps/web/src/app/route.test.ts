import { formatRoute, parseRoute } from './route.ts';
import type { Route } from './route.ts';

describe('routes', () => {
  it.each<[string, Route]>([
    ['#/', { page: 'list' }],
    ['#/new', { page: 'new' }],
    ['#/notes/note-1', { page: 'note', noteid: 'note-1' }],
    ['#/notes/a%2Fb%20c', { page: 'note', noteid: 'a/b c' }],
  ])('%s is %j and back', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(formatRoute(route)).toBe(hash);
  });

  it.each(['', '#', '#/notes/', '#/notes/a/b', '#/elsewhere', '#/notes/%E0%A4%A'])(
    'takes %j for the list',
    (hash) => {
      expect(parseRoute(hash)).toEqual({ page: 'list' });
    },
  );
});
