/** Above a list. */
import type { ListModel } from './list-model.ts';
export function ListBar({ list }: { readonly list: ListModel }) {
  return <div className="list-bar">{list.label}</div>;
}
