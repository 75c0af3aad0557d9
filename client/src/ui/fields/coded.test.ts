import { expect, test } from 'vitest';
import { type Coded, fitting, ordered, readCodes } from './coded.ts';

const H: Coded = [
  ['H225', 'Liquido e vapori facilmente infiammabili'],
  ['H315', 'Irrita la pelle'],
  ['H319', 'Grave irritazione degli occhi'],
  ['H350i', 'Può provocare il cancro se inalato'],
  ['H360FD', 'Può nuocere alla fertilità e al feto'],
  ['H360Fd', 'Può nuocere alla fertilità'],
  ['H300+H310', 'Letale se ingerito o a contatto con la pelle'],
];
const EUH: Coded = [
  ['EUH066', 'Può seccare la pelle'],
  ['EUH201A', 'Attenzione: contiene piombo'],
];

test('a sheet is pasted as it stands', () => {
  expect(readCodes('H225; 319, h 315 / H310 + H300', H)).toEqual([
    'H225',
    'H319',
    'H315',
    'H300+H310',
  ]);
  expect(readCodes('66 201a', EUH)).toEqual(['EUH066', 'EUH201A']);
});

test('letters that change the meaning are not guessed', () => {
  expect(readCodes('h350I', H)).toEqual(['H350i']);
  expect(readCodes('h360fd', H)).toEqual(['H360fd']);
  expect(readCodes('H999', H)).toEqual(['H999']);
});

test('codes are found by number, by code and by a word', () => {
  const codes = (text: string) => fitting(text, H).map(([code]) => code);
  expect(codes('31')).toEqual(['H315', 'H319']);
  expect(codes('h22')).toEqual(['H225']);
  expect(codes('irrit')).toEqual(['H315', 'H319']);
  expect(codes('fertilita feto')).toEqual(['H360FD']);
  expect(fitting('6', EUH).map(([code]) => code)).toEqual(['EUH066']);
});

test('they stand by number, each once', () => {
  expect(ordered(['H350i', 'H225', 'H300+H310', 'H225', 'H319'])).toEqual([
    'H225',
    'H300+H310',
    'H319',
    'H350i',
  ]);
});
