/** Each customer has a hue of identity, never of risk, chosen by its key so that it is the same for all. */

export function hueOf(customer: string): string {
  let sum = 0;
  for (const letter of customer) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return `customer-${(sum % 6) + 1}`;
}
