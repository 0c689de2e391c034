import { NotesClient } from '@notes/client';
import { h, render } from 'preact';
import { App } from './app/app.ts';
import type { Services } from './app/app.ts';
import { Navigation } from './app/navigation.ts';
import { Updates } from './app/updates.ts';
import { loadConfig } from './config.ts';
import { openNotesStore } from './notes/open-notes-store.ts';
import { accessTokenOf } from './session/access-token-of.ts';
import { createSession } from './session/create-session.ts';
import { AppView } from './ui/app-view.tsx';
import { startClock } from './ui/clock.ts';
import { loadSettings } from './ui/settings.ts';
import './ui/styles/index.css';

/** A little longer than the notice with the way back is on the screen. */
const UNDO_SECONDS = 15;

async function loadServices(): Promise<Services> {
  const config = await loadConfig((...request) => fetch(...request));
  const session = createSession(config);
  return {
    session,
    openNotes: async ({ userId }) => {
      const accessToken = accessTokenOf(session, userId);
      const client = new NotesClient({ baseUrl: config.invokeUrl, accessToken });
      return openNotesStore({ userId, client, undoSeconds: UNDO_SECONDS });
    },
  };
}

/** What is typed is on its way to the disk before the page can go. */
function keepTyping(app: App): void {
  const flush = () => void app.notebook.peek()?.flush();
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
  window.addEventListener('beforeunload', (event) => {
    flush();
    if (app.notebook.peek()?.draft.peek()?.problem.peek() !== undefined) event.preventDefault();
  });
}

const app = new App({ navigation: new Navigation(window), load: loadServices });
const updates = new Updates();
const screen = document.querySelector('#app');
if (screen === null) throw new Error('The page has no place for the app.');

loadSettings();
startClock();
render(h(AppView, { app, updates }), screen);
keepTyping(app);
void app.start();
window.addEventListener('load', () => void updates.watch().catch(() => undefined));
