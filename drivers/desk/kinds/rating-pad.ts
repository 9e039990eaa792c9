import { createRatingPad } from '../../rating-pad/rating-pad.ts';
import { CannotMake, type MakeDevice } from '../device.ts';

export const makeRatingPad: MakeDevice<'rating-pad'> = (declaration, { base, profiles }) => {
	const profile = profiles?.ratingPads[declaration.profile];
	if (!profile) throw new CannotMake('no-profile');
	const driver = createRatingPad({ ...base, profile });
	return { driver, rate: () => driver.ask(), cancelRating: () => driver.cancel() };
};
