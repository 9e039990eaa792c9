/** What a terminal is told of somebody's matters, put together from the platform's books; what a citizen chooses there is said by the platform itself. */
import type { CatalogueBook } from '../../domain/contracts/catalogue-book.ts';
import type { Applications } from '../applications/open-applications.ts';
import type { Authority } from '../authority/authority.ts';
import { commandAsPlatform } from '../authority/platform-seat.ts';
import type { Clock } from '../clock.ts';
import type { ProgressBooks } from './door-parts.ts';

export function progressBooks(parts: {
	cases: ProgressBooks['cases'];
	reviews: ProgressBooks['reviews'];
	applications: Pick<Applications, 'people' | 'wishes'>;
	catalogue: CatalogueBook | undefined;
	authority: Authority;
	epoch: string;
	clock: Clock;
}): ProgressBooks {
	const { cases, reviews, applications, catalogue, authority, epoch, clock } = parts;
	const { people, wishes } = applications;
	return {
		...{ cases, reviews },
		byCard: {
			...{ people, wishes, catalogue },
			say: (body) => commandAsPlatform(authority, epoch, 'report-case', clock.now(), { body }),
		},
	};
}
