import KinoraKernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The date of an answer as RFC 9110 section 5.6.7 writes it, made anew once a second.
struct HTTPDate {
    private var second: Int64 = .min
    private var made: [UInt8] = []

    mutating func text(at moment: Moment) -> [UInt8] {
        let now = moment.milliseconds / 1000
        if now != second { (second, made) = (now, Array(Self.text(of: now).utf8)) }
        return made
    }

    private static func text(of second: Int64) -> String {
        var (time, parts) = (time_t(second), tm())
        gmtime_r(&time, &parts)
        let two = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(two).joined(separator: ":")
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(1900 + parts.tm_year) \(clock) GMT"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
