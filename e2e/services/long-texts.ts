import { DataService, task } from "dasedeck";

const word = "Spectrophotometer";

/** Names and texts longer than any column. */
export default class LongTexts extends DataService {
  static title = `The ${word} in the second basement of the old building, left of the ventilation shaft`;

  anAttributeWithANameThatIsMuchLongerThanTheColumnInWhichItHasToStand = 1.23456789012345e-7;
  remark = `${word} `.repeat(40).trim();

  get spectrum(): number {
    throw new Error(`${word} is warming up. `.repeat(60));
  }

  @task({ autostart: true, restartOnException: false })
  async acquireTheBackgroundSpectrumOfTheReferenceArmBeforeEachOfTheMeasurements() {
    await Promise.resolve();
    throw new Error(`${word}: no answer on any of the interfaces. `.repeat(20));
  }
}
