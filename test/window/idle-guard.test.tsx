// @vitest-environment jsdom
/** Idle sign-out: warned first, never while a citizen is served, and what was typed is there for its owner and for nobody else. */
import '../patient-pages.ts';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleGuard } from '../../renderer/staff/idle-guard.tsx';
import { WordsProvider } from '../../renderer/words/words.tsx';

const minute = 60_000;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] }));
afterEach(() => {
	cleanup();
	vi.useRealTimers();
});
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

const words = { idle: { title: 'Still there?', what: '{{seconds}} seconds', stay: 'Go on' } };

function Seat({ busy = false, onOut = () => {}, onTouch }: { busy?: boolean; onOut?: () => void; onTouch?: () => void }) {
	const [staff, setStaff] = useState<string | null>('0301');
	const [kept, setKept] = useState('0301');
	return (
		<WordsProvider wording={{ en: { staff: words }, 'zh-CN': { staff: words } }} timezone="Asia/Shanghai" language="en">
			<IdleGuard
				key={kept}
				staff={staff}
				minutes={15}
				busy={busy}
				{...(onTouch ? { onTouch } : {})}
				onIdle={() => {
					onOut();
					setStaff(null);
				}}
				cover={['0301', '0302'].map((who) => (
					<button
						key={who}
						type="button"
						onClick={() => {
							setKept(who);
							setStaff(who);
						}}
					>
						sign in {who}
					</button>
				))}
			>
				<textarea aria-label="note" />
			</IdleGuard>
		</WordsProvider>
	);
}
const note = () => screen.getByLabelText<HTMLTextAreaElement>('note', { selector: 'textarea' });

test('a minute before the end it is asked kindly, and any touch goes on', () => {
	const out = vi.fn();
	render(<Seat onOut={out} />);
	pass(13 * minute + 59_000);
	expect(screen.queryByRole('alert')).toBeNull();
	pass(2_000);
	expect(screen.getByRole('alert').textContent).toContain('59 seconds');
	// Whoever was in the middle of a word goes on in it.
	expect(document.activeElement).not.toBe(screen.getByText('Go on').closest('button'));
	fireEvent.keyDown(window, { key: 'Shift' });
	expect(screen.queryByRole('alert')).toBeNull();
	pass(14 * minute + 30_000);
	expect(out).not.toHaveBeenCalled();
	expect(screen.getByRole('alert')).toBeTruthy();
	pass(31_000);
	expect(out).toHaveBeenCalledTimes(1);
});

test('the platform is told now and then that somebody is there, and never when nobody is', () => {
	const touched = vi.fn();
	render(<Seat onTouch={touched} />);
	pass(10 * minute);
	expect(touched).not.toHaveBeenCalled();
	for (let times = 0; times < 30; times++) {
		fireEvent.keyDown(window, { key: 'Shift' });
		pass(1_000);
	}
	expect(touched).toHaveBeenCalledTimes(2);
});

test('while a citizen is served time does not run, and it begins anew after', () => {
	const out = vi.fn();
	const { rerender } = render(<Seat busy onOut={out} />);
	pass(3 * 60 * minute);
	expect(out).not.toHaveBeenCalled();
	rerender(<Seat onOut={out} />);
	pass(14 * minute);
	expect(out).not.toHaveBeenCalled();
	pass(minute + 1_000);
	expect(out).toHaveBeenCalledTimes(1);
});

test('what was typed cannot be seen or reached while its owner is away, and is there when they are back', () => {
	render(<Seat />);
	fireEvent.change(note(), { target: { value: 'half a sentence' } });
	pass(15 * minute + 1_000);
	expect(note().closest('[hidden]')).not.toBeNull();
	expect(note().closest('[inert]')).not.toBeNull();
	fireEvent.click(screen.getByText('sign in 0301'));
	expect(note().closest('[hidden]')).toBeNull();
	expect(note().value).toBe('half a sentence');
});

test('somebody else who signs in finds nothing of it', () => {
	render(<Seat />);
	fireEvent.change(note(), { target: { value: 'half a sentence' } });
	pass(15 * minute + 1_000);
	fireEvent.click(screen.getByText('sign in 0302'));
	expect(note().value).toBe('');
});
