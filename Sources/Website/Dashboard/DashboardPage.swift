import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import KinoraViewing

/// How the house stands: what is prepared, what failed, who watches, how much room there is, and how it went lately.
struct DashboardPage: Sendable {
    let running: [JobLine]
    let failed: [JobLine]
    /// `and 12 more`; empty where all are shown.
    let moreFailed: String
    let standing: String?
    let forecast: String?
    let isQuiet: Bool
    let preparation = Place.preparation.address
    let webhooks = WebhookPlace.all.address
    /// Nil where there is nothing to sell with.
    var selling: String?
    let disks: [Disk]
    let watching: [Watching]
    let isNobodyWatching: Bool
    let plots: [Plot]
    let newest: [Line]
    /// What becomes of recommended titles; nil in a house that recommends nothing.
    var recommended: String?

    struct Disk: Sendable {
        let folder: String
        let label: String
        /// 0 … 100: how much of it is taken.
        let percent: Int
        /// Nil where there is room enough.
        let warning: String?
    }

    /// Who plays something at present, and on what. What it is, is nobody else's.
    struct Watching: Sendable {
        let member: String
        let device: String
    }

    struct Line: Sendable {
        let label: String
        let meta: String
        let address: String
    }

    static let days = 30
    static let weeks = 12
    private static let mostRunning = 5
    private static let mostFailed = 5
    private static let mostWatching = 50
    private static let mostNewest = 8
    /// About five hours of film.
    private static let tight: Int64 = 10_000_000_000
    private static let week: Int64 = 7 * 86_400_000

    init(
        _ desk: any JobDesk, _ shelves: Shelves, _ accounts: Accounts, streams: StreamLedger, trend: WatchTrend, disks: [DiskSpace],
        at now: Moment, _ words: Words
    ) async throws {
        running = try await desk.jobs(.running, atMost: Self.mostRunning).map { JobLine($0, words) }
        failed = try await desk.jobs(.failed, atMost: Self.mostFailed).map { JobLine($0, words) }
        let count = try await desk.count(.failed)
        moreFailed = count > failed.count ? words(.andMore, String(count - failed.count)) : ""
        let outlook = try await desk.outlook()
        standing = outlook.standingText(words)
        forecast = outlook.forecastText(words)
        isQuiet = running.isEmpty && failed.isEmpty
        self.disks = disks.map { Self.disk($0, words) }
        watching = try await Self.watching(streams, accounts)
        isNobodyWatching = watching.isEmpty
        let listed = try await shelves.arrivals()
        plots = [
            Self.hours(try await trend.days(Self.days), at: now, words),
            Self.growth(words(.dashboardTitles), listed, at: now, words),
            Self.growth(words(.members), try await Self.joined(accounts, since: now), at: now, words),
        ]
        let films = try await shelves.films(DirectoryChoice(order: .newest), first: Self.mostNewest)
        newest = films.map { film in
            Line(
                label: film.value.description.shownTitle(words), meta: film.value.listedAt.map { words.day($0) } ?? "",
                address: Place.film(FilmID(film.id)).address)
        }
    }

    private static func disk(_ disk: DiskSpace, _ words: Words) -> Disk {
        let free = words(.dashboardFree, words.tenths(Double(disk.free) / 1e9), words.tenths(Double(disk.total) / 1e9))
        let share = disk.total > 0 ? Double(disk.total - disk.free) / Double(disk.total) : 0
        return Disk(
            folder: disk.folder.onOneLine(atMost: 300), label: free, percent: min(100, max(0, Int(share * 100))),
            warning: disk.free < tight ? words(.dashboardTight) : nil)
    }

    private static func watching(_ streams: StreamLedger, _ accounts: Accounts) async throws -> [Watching] {
        var lines: [Watching] = []
        for (member, stream) in try await streams.live(atMost: mostWatching) {
            guard let known = try await accounts.members.read(MemberID(member)) else { continue }
            lines.append(Watching(member: known.value.name, device: stream.device))
        }
        return lines
    }

    /// When the members joined that joined lately.
    private static func joined(_ accounts: Accounts, since now: Moment) async throws -> [Moment] {
        let beginning = now - .milliseconds(Int64(weeks) * week)
        return try await accounts.members.list(.atLeast("createdAt", .date(beginning)), limit: Query.mostPerPage).map(\.createdAt)
    }

    private static func hours(_ trend: WatchTrend.Days, at now: Moment, _ words: Words) -> Plot {
        func day(_ place: Int) -> String { words.day(now - .seconds(86_400 * (trend.seconds.count - 1 - place))) }
        func hours(_ seconds: Double) -> String { words.length(milliseconds: Int64(seconds * 1000)) }
        let sum = trend.seconds.reduce(0, +)
        return Plot(
            words(.dashboardHours), total: sum > 0 ? hours(sum) : "0",
            trend.seconds, label: { "\(day($0)): \(trend.seconds[$0] > 0 ? hours(trend.seconds[$0]) : "0")" },
            first: day(0), last: day(trend.seconds.count - 1))
    }

    /// How many came in each of the last weeks.
    private static func growth(_ title: String, _ moments: [Moment], at now: Moment, _ words: Words) -> Plot {
        var counts = [Double](repeating: 0, count: weeks)
        for moment in moments {
            let place = weeks - 1 - Int((now.milliseconds - moment.milliseconds) / week)
            if counts.indices.contains(place) { counts[place] += 1 }
        }
        func day(_ place: Int) -> String { words.day(now - .milliseconds(Int64(weeks - 1 - place) * week)) }
        let sum = counts.reduce(0, +)
        return Plot(
            title, total: String(Int(sum)), counts, label: { "\(day($0)): \(Int(counts[$0]))" }, first: day(0), last: day(weeks - 1))
    }
}
