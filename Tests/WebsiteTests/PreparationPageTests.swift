import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import NIOCore
import Testing

@testable import KinoraWebsite

@Suite("The preparation page", .timeLimit(.minutes(10)))
struct PreparationPageTests {
    private let house: SampleHouse
    private static let own: HTTPFields = [HTTPField.Name("Sec-Fetch-Site")!: "same-origin"]

    init() async throws {
        house = try await SampleHouse()
    }

    @discardableResult
    private func job(_ name: String) async throws -> JobID {
        house.time.advance(by: .seconds(1))
        return try await house.queue.add(Job(source: name, library: "/films", path: "\(name).mkv", label: "\(name) (2021)"))
    }

    private func take() async throws -> JobID {
        JobID(try #require(try await house.queue.take(as: "worker")).id)
    }

    private func page() async throws -> String {
        try await house.app().test(.router) { String(buffer: try await $0.execute(uri: "/preparation", method: .get).body) }
    }

    @Test func anEmptyQueueSaysSo() async throws {
        #expect(try await page().contains(#"data-of="empty">Nothing is waiting."#))
    }

    @Test("what has nothing to say is hidden, so that no empty link stands in the way of a keyboard")
    func nothingToSay() async throws {
        let page = try await page()
        #expect(page.contains(##"<p hidden><a href="#names">"##))
        #expect(page.contains(#"data-of="standing" hidden>"#))
        #expect(page.contains(#"data-of="forecast" hidden>"#))

        try await house.queue.add(Job(source: "path-1", library: "/films", path: "Broken.mkv", label: "Broken"))
        #expect(try await self.page().contains(#"data-of="what" hidden>"#))
    }

    @Test func everyJobIsShownWithItsStateAndWhatCanBeDone() async throws {
        for name in ["Runs", "Fails", "Waits", "<Odd>"] { try await job(name) }
        let running = try await take()
        _ = try await house.queue.beat(running, as: "worker", JobProgress(stage: .encode, fraction: 0.375, secondsLeft: 1530))
        let failed = try await take()
        try await house.queue.end(failed, as: "worker", .failed(reason: "The file ends in the middle & cannot be read."))

        let text = try await page()

        let expected = [
            "Runs (2021)", "Encoding", "37 %", #"value="37""#, "about 25 min left", "Needs your attention",
            "The file ends in the middle &amp; cannot be read.", "Try again", Place.job(running, .pause).address,
            Place.job(running, .cancel).address, Place.job(failed, .retry).address, "Waits (2021)", "&lt;Odd&gt; (2021)",
        ]
        for part in expected { #expect(text.contains(part), "\(part)") }
        #expect(!text.contains(Place.job(running, .retry).address))
    }

    private func page(in language: String) async throws -> String {
        try await house.app().test(.router) { client in
            String(buffer: try await client.execute(uri: "/preparation", method: .get, headers: [.acceptLanguage: language]).body)
        }
    }

    @Test("why a job failed is said in the reader's language, with what is in the way")
    func reasonsInTheReadersLanguage() async throws {
        try await job("Fails")
        let failed = try await take()
        let trouble = Trouble.ofPart(2, .damaged("only \(7) of \(9) pictures of \("<a>.mkv") can be decoded"))
        try await house.queue.end(failed, as: "worker", .failed(reason: trouble.explanation))

        let german = try await page(in: "de")
        #expect(
            german.contains(
                "Teil 2 des Films: Die Datei ist beschädigt: nur 7 von 9 Bildern von &lt;a&gt;.mkv lassen sich decodieren. "
                    + "Kopiere sie noch einmal von dort, woher sie kam."), "\(german)")
        #expect(!german.contains("damaged"))
        #expect(try await page(in: "fr").contains("Partie 2 du film\u{202F}: Le fichier est abîmé"))
        #expect(try await page(in: "en").contains("Part 2 of the film: The file is damaged: only 7 of 9 pictures"))
        #expect(try await house.queue.records.read(failed.rawValue)?.value.reason == trouble.sentence)
    }

    @Test("a reason that was written in English alone, or anew by another program, is shown as it stands")
    func reasonsInEnglishAlone() async throws {
        for name in ["Former", "Rewritten"] {
            try await job(name)
            try await house.queue.end(try await take(), as: "worker", .failed(reason: Trouble.empty.explanation))
        }
        let jobs = try await house.queue.records.find(Query())
        for job in jobs {
            try await house.queue.records.change(job.id) { job in
                if job.path == "Former.mkv" { job.explained = nil } else { job.reason = "It is too late for that." }
            }
        }

        let german = try await page(in: "de")
        #expect(german.contains("The file is empty; copy it again.") && german.contains("It is too late for that."), "\(german)")
    }

    @Test("a command that is not followed says why in the reader's language")
    func refusalsInTheReadersLanguage() async throws {
        let id = try await job("Waits")
        let answer = try await house.app().test(.router) { client in
            var headers = Self.own
            headers[.acceptLanguage] = "de"
            headers[.accept] = "text/html"
            return try await client.execute(uri: Place.job(id, .resume).address, method: .post, headers: headers)
        }
        #expect(answer.status == .conflict)
        #expect(String(buffer: answer.body).contains("„Waits (2021)“ kann nicht fortgesetzt werden; der Stand ist jetzt: wartend."))
    }

    @Test func aLongQueueIsCutWithACount() async throws {
        for number in 1...30 { try await job("Film \(number)") }

        #expect(try await page().contains("and 20 more"))
    }

    @Test func buttonsDoWhatTheySay() async throws {
        let id = try await job("Film")
        try await house.app().test(.router) { client in
            func press(_ action: JobAction) async throws -> TestResponse {
                try await client.execute(uri: Place.job(id, action).address, method: .post, headers: Self.own)
            }
            func state() async throws -> Job.State? { try await house.queue.records.read(id.rawValue)?.value.state }

            let paused = try await press(.pause)
            #expect(paused.status == .seeOther && paused.headers[.location] == "/preparation")
            #expect(try await state() == .paused)
            #expect(try await press(.resume).status == .seeOther)
            #expect(try await state() == .waiting)
            #expect(try await press(.resume).status == .conflict)
            #expect(try await press(.cancel).status == .seeOther)
            #expect(try await state() == .cancelled)
            #expect(try await press(.retry).status == .seeOther)
            #expect(try await state() == .waiting)
        }
    }

    @Test func nothingIsDoneFromElsewhereOrByLookingOrForUnknownWords() async throws {
        let id = try await job("Film")
        try await house.app().test(.router) { client async throws -> Void in
            let address = Place.job(id, .cancel).address
            #expect(try await client.execute(uri: address, method: .post).status == .forbidden)
            #expect(try await client.execute(uri: address, method: .get).status == .methodNotAllowed)
            #expect(try await client.execute(uri: "/preparation/\(id)/explode", method: .post, headers: Self.own).status == .notFound)
            #expect(try await client.execute(uri: "/preparation/nonsense/cancel", method: .post, headers: Self.own).status == .conflict)
            #expect(try await house.queue.records.read(id.rawValue)?.value.state == .waiting)
        }
    }

    @Test func everythingIsPausedAndGoesOnAtAButton() async throws {
        try await job("Film")
        try await house.app().test(.router) { client in
            func page() async throws -> String { String(buffer: try await client.execute(uri: "/preparation", method: .get).body) }
            #expect(try await page().contains("Pause everything"))
            #expect(try await client.execute(uri: "/preparation/pause", method: .post).status == .forbidden)

            let paused = try await client.execute(uri: "/preparation/pause", method: .post, headers: Self.own)
            #expect(paused.status == .seeOther && paused.headers[.location] == "/preparation")
            let text = try await page()
            #expect(text.contains("Everything is paused until you let it go on.") && text.contains(#"action="/preparation/resume""#))

            #expect(try await client.execute(uri: "/preparation/resume", method: .post, headers: Self.own).status == .seeOther)
            #expect(try await page().contains("Pause everything"))
        }
    }

    @Test func itSaysWhyNothingRunsAndWhenAllWillBeDone() async throws {
        // Thursday 9 October 2025, 08:53 UTC.
        let rules = EncodingRules(hours: try Hours(["22:00-06:00"], in: .gmt), zone: .gmt)
        let house = try await SampleHouse(rules: rules)
        func page() async throws -> String {
            try await house.app().test(.router) { String(buffer: try await $0.execute(uri: "/preparation", method: .get).body) }
        }
        _ = try await house.queue.add(Job(source: "a", library: "/films", path: "a.mkv", label: "A", size: 1000))
        #expect(try await page().contains("Nothing is encoded now: the hours for it begin 22:00."))
        #expect(try await page().contains("not known yet"))

        // One film of a thousand bytes took two hours; another of five thousand waits.
        let job = JobID(try #require(try await house.queue.take(as: "w")).id)
        _ = try await house.queue.beat(job, as: "w", JobProgress(stage: .encode, fraction: 0.5), worked: .seconds(7200))
        try await house.queue.end(job, as: "w", .done())
        _ = try await house.queue.add(Job(source: "b", library: "/films", path: "b.mkv", label: "B", size: 5000))
        let later = try await SampleHouse.page(of: house, rules: rules)
        #expect(later.contains("Everything will be done about Saturday 00:00."), "\(later)")
    }

    @Test func changesArriveWithoutAsking() async throws {
        try await job("First")
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            try await EventReader.read(port: port) { events in
                let first = try await events.next()
                #expect(first.contains("First (2021)") && !first.contains("Second (2021)"))

                try await self.job("Second")

                let second = try await events.next()
                #expect(second.contains("Second (2021)"))
            }
        }
    }

    @Test func aPageThatIsClosedGivesItsPlaceBackAtOnce() async throws {
        // No heartbeat will ever find out that a page has gone.
        let stream = EventStream(house.desk, heartbeat: .seconds(86_400))
        let route = Route(.get, Place.preparationEvents.address, for: .anyone) { request, _ in stream.answer(to: request, in: .english) }
        let gate = Gate(hosts: .any, admission: Admission(doorkeeper: SignedIn()), problems: house.website.problems)

        try await Application(router: gate.router(for: [route])).test(.live) { client in
            let port = try #require(client.port)
            var seen = 0
            while seen < EventStream.mostOpen + 5 {
                do {
                    try await EventReader.read(port: port) { _ = try await $0.next() }
                    seen += 1
                } catch is EventReader.Ended {
                    // Told to come back later: the server has not yet heard of the closing.
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
        }
    }

    @Test func pagesBeyondTheMostAreToldToComeBackLater() async throws {
        try await house.app().test(.live) { client in
            let port = try #require(client.port)
            await withThrowingTaskGroup(of: Void.self) { group in
                let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
                for _ in 0..<EventStream.mostOpen {
                    group.addTask {
                        try await EventReader.read(port: port) { events in
                            _ = try await events.next()
                            arrival.yield()
                            _ = try await events.next()
                        }
                    }
                }
                var arrivals = arrived.makeAsyncIterator()
                for _ in 0..<EventStream.mostOpen { _ = await arrivals.next() }

                await #expect(throws: EventReader.Ended.self) {
                    try await EventReader.read(port: port) { _ = try await $0.next() }
                }
                group.cancelAll()
                while await group.nextResult() != nil {}
            }
        }
    }
}
