import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { formatRoute, parseRoute } from './route.ts';
import type { Route } from './route.ts';

export type NavigationWindow = Pick<
  Window,
  'addEventListener' | 'removeEventListener' | 'history' | 'location'
>;

interface Entry {
  readonly overList: true;
}

/** The route in the URL's fragment, and the ways to change it. */
export class Navigation {
  readonly route: ReadonlySignal<Route>;
  readonly #route;
  readonly #window: NavigationWindow;

  constructor(window: NavigationWindow) {
    this.#window = window;
    this.#route = signal(parseRoute(window.location.hash));
    this.route = this.#route;
    window.addEventListener('popstate', this.#read);
  }

  go(route: Route, { replace = false }: { replace?: boolean } = {}): void {
    const { history } = this.#window;
    const overList = replace ? isOverList(history.state) : this.#route.peek().page === 'list';
    const state: Entry | null = overList && route.page !== 'list' ? { overList } : null;
    history[replace ? 'replaceState' : 'pushState'](state, '', formatRoute(route));
    this.#read();
  }

  /** To the list: back in the history where it is the entry before this one, so that the back button does not return to the note. */
  toList(): void {
    if (this.#route.peek().page === 'list') return;
    if (isOverList(this.#window.history.state)) this.#window.history.back();
    else this.go({ page: 'list' });
  }

  readonly #read = (): void => {
    const route = parseRoute(this.#window.location.hash);
    if (formatRoute(route) !== formatRoute(this.#route.peek())) this.#route.value = route;
  };
}

function isOverList(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'overList' in state;
}
