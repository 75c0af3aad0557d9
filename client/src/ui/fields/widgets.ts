/** The widgets this client has: loading this module registers them all. */

import './address-field.tsx';
import './boolean-field.tsx';
import './choice-field.tsx';
import './codes-field.tsx';
import './colour-field.tsx';
import './date-field.tsx';
import './file-field.tsx';
import './many-relations.tsx';
import './number-field.tsx';
import './oel-field.tsx';
import './relation-field.tsx';
import './tags-field.tsx';
import './text-field.tsx';
