import { expect, test } from 'vitest';
import { isOurs, keyBar, type Press, readPress, windowActions } from '../../renderer/window/keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
	key,
	shiftKey: false,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	repeat: false,
	typing: false,
	...more,
});

test('F1 to F8 stand in the order of the design and reach every action once', () => {
	expect(keyBar.map((one) => `${one.key} ${one.action} ${one.side}`)).toEqual([
		'F1 call-next left',
		'F2 start left',
		'F3 finish left',
		'F4 recall right',
		'F5 no-show right',
		'F6 hold right',
		'F7 transfer right',
		'F8 pause right',
	]);
	expect(keyBar.map((one) => one.action)).toEqual([...windowActions]);
	for (const one of keyBar) expect(readPress(press(one.key))).toEqual({ do: 'action', action: one.action });
});

test('a held key acts once, and the browser gets none of our keys', () => {
	for (const one of keyBar) {
		expect(readPress(press(one.key, { repeat: true }))).toBeNull();
		expect(isOurs(one.key)).toBe(true);
	}
	expect(isOurs('F9')).toBe(false);
	expect(isOurs('F12')).toBe(false);
});

test('Shift F1 chooses another ticket; Shift with another key is not ours', () => {
	expect(readPress(press('F1', { shiftKey: true }))).toEqual({ do: 'designate' });
	expect(readPress(press('F1', { shiftKey: true, repeat: true }))).toBeNull();
	expect(readPress(press('F2', { shiftKey: true }))).toBeNull();
});

test('"/" finds a number, but is a letter while typing', () => {
	expect(readPress(press('/'))).toEqual({ do: 'find' });
	expect(readPress(press('/', { typing: true }))).toBeNull();
});

test('Escape closes, also while typing', () => {
	expect(readPress(press('Escape'))).toEqual({ do: 'close' });
	expect(readPress(press('Escape', { typing: true }))).toEqual({ do: 'close' });
});

test('function keys work while typing, so that a panel never traps the clerk', () => {
	expect(readPress(press('F1', { typing: true }))).toEqual({ do: 'action', action: 'call-next' });
});

test.each(['ctrlKey', 'altKey', 'metaKey'] as const)('%s together with a key is left to the system', (held) => {
	expect(readPress(press('F4', { [held]: true }))).toBeNull();
	expect(readPress(press('/', { [held]: true }))).toBeNull();
});
