package io.github.p2pdi.impl;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The date of a header, as in {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110, 5.6.7). Put together by hand: a formatter looks the names up among those
 * of all languages, for which a short program waits 25 ms.
 */
final class HttpDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private HttpDate() {}

    static String of(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        String date = utc.toLocalDate().toString();
        String year = date.substring(0, date.length() - "-MM-dd".length());
        return DAYS[utc.getDayOfWeek().getValue() - 1] + ", " + twoDigits(utc.getDayOfMonth()) + " "
                + MONTHS[utc.getMonthValue() - 1] + " " + year + " " + twoDigits(utc.getHour()) + ":"
                + twoDigits(utc.getMinute()) + ":" + twoDigits(utc.getSecond()) + " GMT";
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
