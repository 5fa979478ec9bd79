import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// Making, changing and removing profiles.
extension Website {
    var profileSettingsRoutes: [Route] {
        [
            at(.get, .all, for: .accountHolder, profiles),
            at(.get, .make, for: .accountHolder, newProfile),
            at(.post, .make, for: .accountHolder, makeProfile),
            at(.get, .edit, for: .accountHolder, editProfile),
            at(.post, .edit, for: .accountHolder, changeProfile),
            at(.post, .remove, for: .accountHolder, removeProfile),
        ]
    }

    private func profiles(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let principal = try visitor.signedIn()
        let profiles = try await accounts.profiles.profiles(of: MemberID(principal.member))
        var page = ProfilesPage(profiles, current: principal.profile, heading: words(.profiles), words) { ProfilePlace.edit($0).address }
        page.make = profiles.count < Profile.most ? ProfilePlace.make.address : nil
        page.back = AccountPlace.account.address
        return try pages.response("account/profiles-list", page, title: page.heading, section: .account, for: visitor)
    }

    // MARK: - A new one

    private func newProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try showNew(ProfileDraft(name: ""), visitor)
    }

    private func showNew(
        _ draft: ProfileDraft, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) throws -> Response {
        var page = ProfilePage(draft, heading: words(.profileNew), action: ProfilePlace.make.address, words)
        page.faults = faults
        return try show(page, visitor, status: status)
    }

    private func makeProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let draft = ProfileDraft(try await form(request), keeping: nil) else { throw Refusal.badRequest }
        let member = try await holder(visitor)
        do {
            _ = try await accounts.profiles.make(draft, for: MemberID(member.id))
        } catch ProfileRefusal.faulty(let faults) {
            return try showNew(draft, visitor, faults: words.faults(faults), status: .badRequest)
        } catch ProfileRefusal.tooMany {
            return try showNew(draft, visitor, faults: [words(.profilesFull, String(Profile.most))], status: .conflict)
        }
        return afterSaving(draft, member)
    }

    // MARK: - One that is there

    private func editProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let profile = try await profile(visitor)
        return try await showEdit(profile, ProfileDraft(profile.value), visitor)
    }

    /// One of the account's own; another's is not there.
    private func profile(_ visitor: Visitor) async throws -> Stored<Profile> {
        let id = ProfileID(try visitor.parameters.require("profile"))
        guard let profile = try await accounts.profiles.profile(id, of: MemberID(try visitor.signedIn().member)) else {
            throw Refusal.notFound
        }
        return profile
    }

    private func showEdit(
        _ profile: Stored<Profile>, _ draft: ProfileDraft, _ visitor: Visitor, faults: [String] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let id = ProfileID(profile.id)
        var page = ProfilePage(draft, heading: profile.value.name, action: ProfilePlace.edit(id).address, words)
        page.faults = faults
        let others = try await accounts.profiles.profiles(of: MemberID(profile.value.member))
        page.remove = others.count > 1 ? ProfilePlace.remove(id).address : nil
        page.removeLabel = words(.profileRemove, profile.value.name)
        return try show(page, visitor, status: status)
    }

    private func show(_ page: ProfilePage, _ visitor: Visitor, status: HTTPResponse.Status) throws -> Response {
        try pages.response("account/profile", page, title: page.heading, section: .account, for: visitor, status: status)
    }

    private func changeProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let profile = try await profile(visitor)
        guard let draft = ProfileDraft(try await form(request), keeping: profile.value.language) else { throw Refusal.badRequest }
        let member = try await holder(visitor)
        do {
            try await accounts.profiles.change(ProfileID(profile.id), of: MemberID(member.id), to: draft)
        } catch ProfileRefusal.faulty(let faults) {
            return try await showEdit(profile, draft, visitor, faults: words.faults(faults), status: .badRequest)
        } catch ProfileRefusal.unknown {
            throw Refusal.notFound
        }
        return afterSaving(draft, member)
    }

    /// An age limit that anybody can walk out of is none: where there is no PIN yet, that comes next.
    private func afterSaving(_ draft: ProfileDraft, _ member: Stored<Member>) -> Response {
        guard draft.ageLimit != nil, member.value.pin == nil else { return goOn(to: ProfilePlace.all.address) }
        return goOn(to: ProfilePlace.setPIN(next: LocalPath(ProfilePlace.all.address)).address)
    }

    private func removeProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let profile = try await profile(visitor)
        do {
            try await accounts.profiles.remove(ProfileID(profile.id), of: MemberID(profile.value.member))
            try await accounts.belongings.deleteAll(ofProfile: ProfileID(profile.id))
        } catch ProfileRefusal.unknown {
            throw Refusal.notFound
        } catch ProfileRefusal.lastOne {
            throw Refusal.conflict(words(.profileLast))
        }
        return goOn(to: ProfilePlace.all.address)
    }
}
