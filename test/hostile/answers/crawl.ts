/** Whoever sits at a page, types something everywhere, opens what can be opened and presses everything once: what lies behind a button is drawn as well. */
import { act, fireEvent } from '@testing-library/react';
import { vi } from 'vitest';

const pressable =
	'button, summary, [role="tab"], [role="button"], .ant-select, .ant-select-item-option:not(.ant-select-item-option-selected)';

const settle = () => act(async () => void (await vi.advanceTimersByTimeAsync(300)));

/** A page whose one key leads from step to step: what is asked for is typed, and the key pressed so many times. */
export async function stepThrough(key: string, steps: number, look: () => void): Promise<void> {
	await settle();
	for (let step = 0; step < steps; step++) {
		look();
		for (const field of document.querySelectorAll<HTMLInputElement>('input:not([type="radio"])'))
			fireEvent.change(field, { target: { value: '031207' } });
		fireEvent.click(document.querySelector(key)!);
		await settle();
	}
	look();
}

/** After each step `look` is called; at most `most` buttons are pressed, those of the first row of each table. Returns how many were. */
export async function crawl(page: Document, most: number, look: () => void): Promise<number> {
	const pressed = new Set<string>();
	const given = new Set<Element>();
	await settle();
	look();
	for (let steps = 0; steps < most; steps++) {
		for (const field of page.querySelectorAll<HTMLInputElement>(
			'input:not([type="checkbox"], [type="radio"], [type="date"], [type="file"])',
		))
			if (field.value === '' && !field.readOnly && !field.disabled) fireEvent.change(field, { target: { value: '031207' } });
		for (const field of page.querySelectorAll<HTMLInputElement>('input[type="file"]'))
			if (!given.has(field)) {
				given.add(field);
				fireEvent.change(field, { target: { files: [new File(['0312'], '0312.csv')] } });
			}
		const next = [...page.querySelectorAll<HTMLElement>(pressable)].find(
			(each) => !(each as HTMLButtonElement).disabled && !pressed.has(signOf(each)),
		);
		if (!next) return steps;
		pressed.add(signOf(next));
		const details = next.closest('details');
		if (details && next.tagName === 'SUMMARY') {
			details.open = true;
			fireEvent(details, new Event('toggle'));
		} else {
			// A list is opened by the press, anything else by the release.
			if (next.matches('.ant-select')) fireEvent.mouseDown(next);
			fireEvent.click(next);
		}
		await settle();
		look();
	}
	return most;
}

/** What was injected is another text each time, and no sign. */
function signOf(button: HTMLElement): string {
	const place = button.closest('section, form, table, dialog')?.className ?? '';
	const words = (button.textContent ?? '').replaceAll(/⟦\d+⟧.*$/gs, '').replaceAll(/\d/g, '');
	return `${place}|${button.className}|${words.slice(0, 16)}`;
}
