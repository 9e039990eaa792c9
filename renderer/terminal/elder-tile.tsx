import type { LucideIcon } from 'lucide-react';
import { Key } from '../design/key.tsx';

/** One of the few very large keys of the elder mode: picture, what it does, one line how. */
export function ElderTile({
	icon: Icon,
	title,
	how,
	filled = false,
	press,
}: {
	icon: LucideIcon;
	title: string;
	how: string;
	filled?: boolean;
	press: () => void;
}) {
	return (
		<Key className="tile elder" kind={filled ? 'filled' : undefined} onClick={press}>
			<span className="plate">
				<Icon size={96} />
			</span>
			<span className="tile-words">
				<strong>{title}</strong>
				<span>{how}</span>
			</span>
		</Key>
	);
}
