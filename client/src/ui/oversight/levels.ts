/** The levels of a grant and the roles of people, each with the sentence that says what it means. */

import type { I18n } from '../../core/i18n.ts';

export interface Meaning {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

export const levelsOf = (i18n: I18n): readonly Meaning[] => [
  {
    id: 'read',
    label: i18n.gettext('Read'),
    text: i18n.gettext('Looks at everything of the customer and exports it; changes nothing.'),
  },
  {
    id: 'actions_only',
    label: i18n.gettext('Assigned measures only'),
    text: i18n.gettext('As reading; will also mark the measures that are given to them.'),
  },
  {
    id: 'edit',
    label: i18n.gettext('Edit'),
    text: i18n.gettext('Adds, changes and archives the data of the customer.'),
  },
  {
    id: 'manage',
    label: i18n.gettext('Manage'),
    text: i18n.gettext('Edits, decides who else sees the customer, and reads its audit.'),
  },
];

export const levelOf = (i18n: I18n, id: unknown): Meaning =>
  levelsOf(i18n).find((one) => one.id === id) ?? {
    id: 'none',
    label: i18n.gettext('No customer'),
    text: i18n.gettext('Has no grant that holds today.'),
  };

export const roleOf = (i18n: I18n, id: unknown): Meaning => {
  if (id === 'admin') {
    return {
      id: 'admin',
      label: i18n.gettext('Administrator'),
      text: i18n.gettext('Sees and changes everything by role; needs no grant.'),
    };
  }
  if (id === 'consultant') {
    return {
      id: 'consultant',
      label: i18n.gettext('Consultant'),
      text: i18n.gettext(
        'Works for the studio: sees the customers granted, the catalogue and the colleagues.',
      ),
    };
  }
  return {
    id: 'customer_user',
    label: i18n.gettext('Customer’s user'),
    text: i18n.gettext('Belongs to a customer: sees what is granted, and nothing of the studio.'),
  };
};
