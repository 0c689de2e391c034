import type { WebConfig } from '../config.ts';
import { CognitoSession } from './cognito-session.ts';
import { loadCognito } from './cognito.ts';
import { memoryStorage } from './memory-storage.ts';
import type { Session } from './session.ts';

/** The browser's session. Reads one record of localStorage and nothing else until a token is asked for. */
export function createSession(config: WebConfig): Session {
  const storage = browserStorage();
  return new CognitoSession({
    config,
    loadCognito: () => loadCognito(config, storage),
    storage,
    events: window,
    fetch: (...request) => fetch(...request),
  });
}

// Where the browser is told to keep nothing, even naming localStorage throws.
function browserStorage(): Storage {
  try {
    return window.localStorage;
  } catch {
    return memoryStorage();
  }
}
