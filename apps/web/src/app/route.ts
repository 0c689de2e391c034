/** What the page shows, as its URL's fragment says. */
export type Route =
  { readonly page: 'list' } | { readonly page: 'new' } | { readonly page: 'note'; readonly noteid: string };

const NOTE = /^#\/notes\/([^/]+)$/;

/** The route of a URL's fragment; one that nothing belongs to is the list. */
export function parseRoute(hash: string): Route {
  if (hash === '#/new') return { page: 'new' };
  const noteid = NOTE.exec(hash)?.[1];
  try {
    return noteid === undefined ? { page: 'list' } : { page: 'note', noteid: decodeURIComponent(noteid) };
  } catch {
    return { page: 'list' };
  }
}

/** The fragment of a route, with its `#`. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'list':
      return '#/';
    case 'new':
      return '#/new';
    case 'note':
      return `#/notes/${encodeURIComponent(route.noteid)}`;
  }
}
