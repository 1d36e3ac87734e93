/** A title until the class tells its own: `sensor-service` → `Sensor Service`. */
export function titleFromId(id: string): string {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
