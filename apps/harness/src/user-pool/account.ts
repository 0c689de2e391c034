import { authorizeUser } from './access-token.ts';
import type { Operation } from './pool.ts';

/** GetUser: the attributes of the signed-in user. */
export const getUser: Operation = (pool, request) => {
  const { id, email, attributes } = authorizeUser(pool, request);
  const pairs = [['sub', id], ['email_verified', 'true'], ...attributes, ['email', email]] as const;
  return { Username: id, UserAttributes: pairs.map(([Name, Value]) => ({ Name, Value })) };
};

/** DeleteUser: removes the signed-in user; the id is not given out again. */
export const deleteUser: Operation = (pool, request) => {
  const user = authorizeUser(pool, request);
  pool.sessions.revokeAll(user.id);
  pool.directory.remove(user);
  return {};
};
