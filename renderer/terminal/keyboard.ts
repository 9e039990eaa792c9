import { moveInGrid } from './keyboard/grid-focus.ts';

/** Five keys are enough: arrows walk through what can be pressed in reading order, Enter and Space press, Escape goes back. */
const pressable = 'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled)';

/** Moves the focus by one; `false` = the key was not one of the arrows. */
export function moveFocus(root: ParentNode, key: string): boolean {
	// Where people read from right to left, the next key stands to the left.
	const [onward, back] = document.documentElement.dir === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
	const by = key === 'ArrowDown' || key === onward ? 1 : key === 'ArrowUp' || key === back ? -1 : 0;
	if (by === 0) return false;
	if (moveInGrid(document.activeElement, key)) return true;
	const all = [...root.querySelectorAll<HTMLElement>(pressable)].filter((element) => element.tabIndex >= 0);
	if (all.length === 0) return true;
	const at = all.indexOf(document.activeElement as HTMLElement);
	const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
	all[next]?.focus();
	return true;
}
