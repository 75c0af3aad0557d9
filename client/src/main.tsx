/** Where the page begins. */

import './styles/tokens.css';
import './styles/fonts.css';
import './ui/kit/base.css';
import './ui/kit/kit.css';
import { createRoot } from 'react-dom/client';
import { Boot } from './ui/app/boot.tsx';
import { applyLooks, readLooks } from './ui/app/looks.ts';

applyLooks(readLooks());

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no place for the app');
createRoot(root).render(<Boot />);
