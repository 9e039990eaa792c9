/** 预约 at the terminal: book, change, give back, check in. The platform decides; cut off, only checking in goes on. */
import type { BookingPage } from './booking-page.ts';
import { CardStep } from './card-step.tsx';
import { CheckIn } from './check-in.tsx';
import { CodeStep } from './code-step.tsx';
import { BookingHome } from './home.tsx';
import { GiveBack, PlaceList, PlaceShown } from './place.tsx';
import { Queues } from './queues.tsx';
import { Slots } from './slots.tsx';
import { Trouble } from './trouble.tsx';

export function BookingScreen({ page }: { page: BookingPage }) {
	switch (page.is) {
		case 'home':
			return <BookingHome />;
		case 'queues':
			return <Queues from={page.from} />;
		case 'slots':
			return <Slots page={page} />;
		case 'card':
			return <CardStep page={page} />;
		case 'code':
			return <CodeStep page={page} />;
		case 'list':
			return <PlaceList places={page.places} />;
		case 'place':
			return <PlaceShown page={page} />;
		case 'give-back':
			return <GiveBack page={page} />;
		case 'check-in':
			return <CheckIn />;
		case 'trouble':
			return <Trouble trouble={page.trouble} />;
	}
}
