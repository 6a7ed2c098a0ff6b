// The device's time zone, whichever it is where the tests run.
// @ts-check

/** The device shows the time of a zone. @param {string} zone */
export function liveIn(zone) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  /** As the platform counts: minutes that UTC is ahead. @this {Date} */
  Date.prototype.getTimezoneOffset = function () {
    const name = format.formatToParts(this).find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
    return -Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  };
}
