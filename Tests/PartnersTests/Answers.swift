import Foundation

@testable import KinoraPartners

/// Answers in the form that providers publish, about invented films: `Tests/Fixtures/Providers`.
enum Answers {
    static func text(_ name: String) throws -> String {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: tests.appending(path: "Fixtures/Providers/\(name).json"), encoding: .utf8)
    }

    static let none = #"{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}"#
    static let empty = #"{"page":1,"results":[],"total_pages":1,"total_results":0}"#

    /// Limits that let a test be quick.
    static var quick: PartnerLimits {
        var limits = PartnerLimits()
        limits.firstPause = .milliseconds(10)
        limits.burst = 1000
        limits.perSecond = 1000
        return limits
    }

    /// What a TMDB says that knows the film Harbour Lights and the series Night Ferry.
    static func tmdb(_ asked: PartnerPeer.Asked) throws -> PartnerPeer.Reply {
        switch asked.path {
        case "/search/movie": .json(try asked.query["query"] == "Harbour Lights" ? text("tmdb-search-film") : empty)
        case "/search/tv": .json(try asked.query["query"] == "Night Ferry" ? text("tmdb-search-series") : empty)
        case "/movie/900001": .json(try text("tmdb-film"))
        case "/tv/910001": .json(try text("tmdb-series"))
        case "/tv/910001/season/1":
            .json(try text(asked.query["language"]?.hasPrefix("en") == true ? "tmdb-season-en" : "tmdb-season-de"))
        case "/find/tt9900001": .json(#"{"movie_results":[{"id":900001,"title":"Harbour Lights"}],"tv_results":[]}"#)
        case "/configuration": .json(#"{"images":{"secure_base_url":"https://image.tmdb.org/t/p/"}}"#)
        default: .json(none, status: 404)
        }
    }

    /// What an OMDb says that knows the same.
    static func omdb(_ asked: PartnerPeer.Asked) throws -> PartnerPeer.Reply {
        let nothing = #"{"Response":"False","Error":"Movie not found!"}"#
        switch (asked.query["i"], asked.query["s"], asked.query["Season"]) {
        case ("tt9900001", _, _): return .json(try text("omdb-film"))
        case ("tt9910001", _, "1"): return .json(try text("omdb-season"))
        case ("tt9910001", _, nil): return .json(try text("omdb-series"))
        case (nil, "Harbour Lights", _): return .json(try text("omdb-search"))
        default: return .json(nothing)
        }
    }
}
