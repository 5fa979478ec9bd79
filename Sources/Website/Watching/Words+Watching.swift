import Foundation
import HTTPTypes
import KinoraKernel
import KinoraViewing

extension Words {
    /// Why somebody may not play something now, and what to do.
    func denial(_ denial: WatchDenial) -> String {
        switch denial {
        case .tooYoung: self(.denialTooYoung)
        case .notListed: self(.denialNotListed)
        case .notYet(let moment): self(.denialNotYet, dateAndTime(moment))
        case .noLonger(let moment): self(.denialNoLonger, dateAndTime(moment))
        case .notPaid: self(.denialNotPaid)
        case .role: self(.denialRole)
        case .tooManyStreams(let limit, let devices):
            limit == 1
                ? self(.denialOneStream, list(devices)) : self(.denialTooManyStreams, String(limit), list(devices))
        }
    }

    /// How much of something is still to be watched.
    func left(of progress: KinoraViewing.Progress) -> String {
        self(.timeLeft, length(milliseconds: Int64(max(0, progress.length - progress.position) * 1000)))
    }

    /// `Firefox on Linux, a telephone and Safari on Mac`.
    private func list(_ devices: [String]) -> String {
        devices.formatted(.list(type: .and).locale(Locale(identifier: self(.languageTag))))
    }

    private func dateAndTime(_ moment: Moment) -> String {
        "\(day(moment)), " + moment.date.formatted(Date.FormatStyle(locale: Locale(identifier: "en-GB"), timeZone: .gmt).hour().minute())
            + " UTC"
    }
}

extension WatchDenial {
    var status: HTTPResponse.Status {
        switch self {
        case .tooManyStreams: .tooManyRequests
        case .notPaid: HTTPResponse.Status(code: 402)
        default: .forbidden
        }
    }
}
