/** One line to type, with a keyboard or with a finger: a terminal has no keys but those on its screen. */
import { Delete } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { codeCharacters } from '../../domain/contracts/enrolment.ts';
import { useWords } from '../words/words.tsx';

const rows = {
	address: ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm.:'],
	code: [codeCharacters.slice(0, 8), codeCharacters.slice(8, 16), codeCharacters.slice(16, 24), codeCharacters.slice(24)],
} as const;
/** As it is read on the slip. */
const grouped = (text: string) => {
	const bare = text
		.toUpperCase()
		.replaceAll(/[^0-9A-Z]/g, '')
		.slice(0, 10);
	return bare.length > 5 ? `${bare.slice(0, 5)}-${bare.slice(5)}` : bare;
};

export function TypedStep(props: {
	kind: 'address' | 'code';
	label: string;
	value: string;
	change: (value: string) => void;
	done: () => void;
	children: ReactNode;
}) {
	const { kind, label, value, change, done, children } = props;
	const words = useWords('set-up');
	const id = useId();
	const set = (text: string) => change(kind === 'code' ? grouped(text) : text);
	return (
		<form
			className="set-up-typed"
			onSubmit={(event) => {
				event.preventDefault();
				if (value.trim() !== '') done();
			}}
		>
			<label htmlFor={id}>{label}</label>
			<input
				id={id}
				data-kind={kind}
				value={value}
				aria-describedby={`${id}-hint`}
				autoComplete="off"
				autoCapitalize="off"
				spellCheck={false}
				inputMode="none"
				maxLength={200}
				onChange={(event) => set(event.target.value)}
			/>
			<div id={`${id}-hint`}>{children}</div>
			<fieldset className="set-up-keys">
				<legend className="unseen">{words('keys')}</legend>
				{rows[kind].map((row) => (
					<div key={row}>
						{[...row].map((sign) => (
							<button type="button" key={sign} onClick={() => set(value + sign)}>
								{sign}
							</button>
						))}
						{row === rows[kind].at(-1) && (
							<button type="button" aria-label={words('erase')} data-wide onClick={() => set(value.replace(/-$/, '').slice(0, -1))}>
								<Delete size={28} aria-hidden="true" />
							</button>
						)}
					</div>
				))}
			</fieldset>
		</form>
	);
}
