import type { MailKind } from './mail.ts';
import type { Pool } from './pool.ts';
import type { User } from './user-directory.ts';

/** What the API tells about a mail. */
export interface CodeDeliveryDetails {
  readonly Destination: string;
  readonly DeliveryMedium: 'EMAIL';
  readonly AttributeName: 'email';
}

/** Puts a fresh code into the outbox. */
export function deliverCode(pool: Pool, user: User, kind: MailKind): CodeDeliveryDetails {
  const code = pool.codes.issue(kind, user.id);
  pool.outbox.send(user.email, kind, code, pool.clock.now());
  return deliveryDetails(user.email);
}

/** The details alone, for an address that nothing is sent to. */
export function deliveryDetails(email: string): CodeDeliveryDetails {
  const domain = email.slice(email.indexOf('@') + 1);
  const Destination = `${email.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return { Destination, DeliveryMedium: 'EMAIL', AttributeName: 'email' };
}
