/** Who is signed in, as the server says it at the door. */

import type { LoginState } from '../../core/auth.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly surname: string;
  readonly role: string;
  readonly locale: string;
}

export function userOf({ user }: LoginState): User {
  const said = (name: string) => (typeof user[name] === 'string' ? user[name] : '');
  return {
    id: said('id'),
    email: said('email'),
    name: said('name'),
    surname: said('surname'),
    role: said('role'),
    locale: said('locale'),
  };
}

export const fullName = ({ name, surname, email }: User): string =>
  `${name} ${surname}`.trim() || email;

export const initialsOf = (user: User): string =>
  fullName(user)
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
