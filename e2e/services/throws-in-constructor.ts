import { DataService } from "dasedeck";

export default class ThrowsInConstructor extends DataService {
  constructor() {
    super();
    throw new Error("No instrument at GPIB address 7");
  }
}
