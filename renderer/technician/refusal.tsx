import { CircleAlert } from 'lucide-react';
import { useWordsOf } from './use-words-of.ts';

/** What could not be done, in words, and what helps. Stands where the result would stand. */
export function Refusal({ code, title }: { code: string; title?: string }) {
	const { text, todo } = useWordsOf().refusal(code);
	return (
		<div className="service-note" data-tone="wait" role="alert">
			<CircleAlert aria-hidden="true" />
			<div>
				{title && <strong>{title}</strong>}
				<p>{text}</p>
				<p>{todo}</p>
			</div>
		</div>
	);
}
