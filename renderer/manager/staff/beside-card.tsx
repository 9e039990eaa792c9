import { Button } from 'antd';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.tsx';

/** What stands beside the table of people, with a way to put it away. */
export function BesideCard({ title, children, onClose }: { title: string; children: ReactNode; onClose: (() => void) | null }) {
	const words = useWords('staff');
	return (
		<section className="card staff-card" aria-label={title}>
			<header>
				<h2>{title}</h2>
				{onClose && <Button type="text" aria-label={words('close')} icon={<X size={20} aria-hidden="true" />} onClick={onClose} />}
			</header>
			{children}
		</section>
	);
}
