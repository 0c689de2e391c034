import { sessionError } from './session-errors.ts';
import type { Session } from './session.ts';

/**
 * The access tokens of one user, for a NotesClient that works on that user's notes: somebody else who signs in meanwhile, here or in another tab,
 * is never given what this user wrote.
 *
 * @throws SessionError as {@link Session.accessToken}; `expired` also while another user is signed in.
 */
export function accessTokenOf(session: Session, userId: string): Session['accessToken'] {
  const own = () => {
    const state = session.state.peek();
    return state.status !== 'signed-out' && state.user.userId === userId;
  };
  return async (options) => {
    if (!own()) throw sessionError('expired');
    const token = await session.accessToken(options);
    if (!own()) throw sessionError('expired');
    return token;
  };
}
