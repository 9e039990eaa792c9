/** A card lies on the reader: whose is it? Only then does it fill anything, and only that person's fields. */

import { IdCard, Users, UserX } from 'lucide-react';
import { rolesOf, roleWithNumber } from '../../../domain/form/prefill.ts';
import { maskName } from '../../../domain/masking/mask.ts';
import { Key } from '../../design/key.tsx';
import { useWords } from '../../words/words.tsx';
import { Frame } from '../frame.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useForm } from './form-place.tsx';

export function WhoseCard() {
	const words = useWords('form');
	const { send, clock } = useTerminal();
	const { desk, view, laid, answerCard } = useForm();
	if (laid === null || view.stage !== 'open') return null;
	const roles = rolesOf(view.form);
	const known = roleWithNumber(view.form, view.answers, laid.idNumber);
	// Ones that are filled from a card already go last.
	const filled = new Set(Object.values(view.fromCard));
	const sorted = [...roles].sort((one, other) => Number(filled.has(one)) - Number(filled.has(other)));
	return (
		<Frame
			title={words('card.title')}
			spoken={words('card.title')}
			lead={known === null ? words('card.lead', { name: maskName(laid.name) }) : words('card.known', { role: words(`roles.${known}`) })}
			step="fill"
		>
			<div className="two">
				{sorted.map((role) => (
					<Key
						key={role}
						className="short"
						onClick={() => {
							desk.fill(laid, role);
							answerCard(null);
						}}
					>
						<IdCard size={56} aria-hidden="true" />
						{words(`roles.${role}`)}
					</Key>
				))}
			</div>
			<Key className="tile wide" onClick={() => answerCard(null)}>
				<span className="plate">
					<UserX size={48} aria-hidden="true" />
				</span>
				<span className="tile-words">
					<strong>{words('card.none')}</strong>
					<span>{words('card.noneHow')}</span>
				</span>
			</Key>
			<Key className="tile wide" onClick={() => send({ type: 'home', now: clock() })}>
				<span className="plate">
					<Users size={48} aria-hidden="true" />
				</span>
				<span className="tile-words">
					<strong>{words('card.another')}</strong>
					<span>{words('card.anotherHow')}</span>
				</span>
			</Key>
		</Frame>
	);
}
