import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';
import { writeAlderneyBank } from './alderney-bank.ts';
import { writeBellweatherMedia } from './bellweather-media.ts';
import { writeBlueMesaHealth } from './blue-mesa-health.ts';
import { writeBrightwaterUtilities } from './brightwater-utilities.ts';
import { writeCavendishBooks } from './cavendish-books.ts';
import { writeCityOfAldermoor } from './city-of-aldermoor.ts';
import { writeFennimoreOptics } from './fennimore-optics.ts';
import { writeGullwingAirCargo } from './gullwing-air-cargo.ts';
import { writeHarrowVale } from './harrow-vale.ts';
import { writeHarvestLane } from './harvest-lane.ts';
import { writeHofmannGetraenke } from './hofmann-getraenke.ts';
import { writeKallioPapermills } from './kallio-papermills.ts';
import { writeLindenhof } from './lindenhof.ts';
import { writeMaisonDelacourt } from './maison-delacourt.ts';
import { writeNorthwindRenewal } from './northwind-renewal.ts';
import { writeOrchardSupermarkets } from './orchard-supermarkets.ts';
import { writeOstravaSteel } from './ostrava-steel.ts';
import { writePalisadeLabs } from './palisade-labs.ts';
import { writePepperpot } from './pepperpot.ts';
import { writeQuaysideEvents } from './quayside-events.ts';
import { writeStadtwerkeLahnau } from './stadtwerke-lahnau.ts';
import { writeTamarindKitchens } from './tamarind-kitchens.ts';
import { writeTernFerries } from './tern-ferries.ts';

/** Deals written by hand, the one to show first in front. */
export const writeCarefulDeals = (calendar: Calendar): DealScript[] =>
  [
    writeNorthwindRenewal,
    writeLindenhof,
    writeOstravaSteel,
    writeHarrowVale,
    writeBellweatherMedia,
    writeTamarindKitchens,
    writeHofmannGetraenke,
    writeAlderneyBank,
    writeKallioPapermills,
    writeFennimoreOptics,
    writeBrightwaterUtilities,
    writeCavendishBooks,
    writePalisadeLabs,
    writeQuaysideEvents,
    writeMaisonDelacourt,
    writeCityOfAldermoor,
    writePepperpot,
    writeBlueMesaHealth,
    writeTernFerries,
    writeStadtwerkeLahnau,
    writeGullwingAirCargo,
    writeHarvestLane,
    writeOrchardSupermarkets,
  ].map((write) => write(calendar));
