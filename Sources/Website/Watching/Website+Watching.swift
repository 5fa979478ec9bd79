import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What players tell about what was watched. Whoever tells it plays on, so the right to do so is renewed with the answer.
extension Website {
    func watched(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let feature = try await feature(visitor)
        let form = FormFields(String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        let report = try Self.report(form, request)
        let watcher = try await watcher(visitor)
        var response = try await goOn(watcher, feature, form, visitor)
        if feature.kind.isRemembered, try await !watching.desk.isHistoryOff(profile: watcher.profile) {
            do {
                let entry = try WatchEntry(
                    report, of: feature.id, feature.kind, title: feature.title, length: feature.length, profile: watcher.profile,
                    at: accounts.time.now)
                try await watching.recorder.record(entry)
                recommending?.counts.note(entry)
            } catch is WatchRefusal {
                if response.status == .noContent { response.status = .badRequest }
            } catch is JournalFull {
                throw Refusal.busy(seconds: 5)
            }
        }
        return response
    }

    /// Renews the right to play, or gives the place back with the last word of a page that is left.
    private func goOn(_ watcher: Watcher, _ feature: WatchedFeature, _ form: FormFields, _ visitor: Visitor) async throws -> Response {
        var response = Response(status: .noContent, headers: [.cacheControl: "no-store"])
        if form["leaves"] != nil {
            try await watching.permission.leave(feature.id, by: watcher)
        } else if let subject = StreamSubject(formText: form["subject"]), try await feature.has(subject, watching.desk) {
            switch try await admit(watcher, to: feature, subject, begins: false, visitor) {
            case .refused(let denial): return refusal(denial)
            case .admitted(let grant): response.headers.append(grant.cookie)
            }
        }
        return response
    }

    private static func report(_ form: FormFields, _ request: Request) throws -> WatchReport {
        guard let number = form["number"].flatMap({ Int($0) }), let seconds = form["seconds"].flatMap({ Double($0) }),
            let position = form["position"].flatMap({ Double($0) })
        else { throw Refusal.badRequest }
        return WatchReport(
            sitting: form["sitting"] ?? "", number: number, seconds: seconds, position: position,
            device: DeviceKind(agent: request.headers[.userAgent]))
    }
}
