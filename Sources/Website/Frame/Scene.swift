import KinoraAccounts
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import Mustache

/// What a template sees: the words as `t`, the frame's own values, and the page as `page`.
struct Scene: MustacheParent {
    let words: Words
    let assets: String
    /// The whole title of the window.
    let title: String
    let section: Section
    let page: Any
    /// Whose descriptions stand on these pages, as they want to be named.
    let attributions: [String]
    /// Whoever is signed in.
    let person: Person?
    /// Whether contracts can be made here.
    let sells: Bool

    /// Which entry of the navigation the page belongs to.
    enum Section: String { case home, films, series, myList, dashboard, preparation, members, account, search, none }

    /// What the frame shows of whoever is signed in.
    struct Person: Sendable {
        let name: String
        let picture: String?
        let mayWatch: Bool
        let mayPrepare: Bool
        let mayManage: Bool
        let mayRun: Bool

        init(_ principal: Principal) {
            name = principal.name
            picture = principal.picture.flatMap { ProfilePicture(rawValue: $0)?.rawValue }
            mayWatch = principal.profile != nil
            mayPrepare = principal.profile != nil && principal.may(.runPreparation)
            mayRun = principal.profile != nil && principal.may(.runHouse)
            mayManage = principal.profile != nil && principal.may(.manageMembers)
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "t": words
        case "assets": assets
        case "windowTitle": title
        case "page": page
        case "attributions": attributions
        case "contracts":
            sells
                ? [
                    FormPage.Link(label: words(.cancelHere), address: PaymentPlace.cancellation.address),
                    FormPage.Link(label: words(.withdrawHere), address: PaymentPlace.withdrawal.address),
                ] : []
        case "inHome": section == .home
        case "inFilms": section == .films
        case "inSeries": section == .series
        case "person": person
        case "inMembers": section == .members
        case "inAccount": section == .account
        case "accountPage": AccountPlace.account.address
        case "profilesPage": AccountPlace.profiles(next: nil).address
        case "membersPage": AccountPlace.members.address
        case "logoutPage": AccountPlace.logout.address
        case "inPreparation": section == .preparation
        case "inSearch": section == .search
        case "allFilms": Place.films(.init()).address
        case "inDashboard": section == .dashboard
        case "dashboardPage": Place.dashboard.address
        case "inMyList": section == .myList
        case "listPage": Place.myList(page: 1).address
        case "allSeries": Place.seriesDirectory(.init()).address
        case "searchText": (page as? SearchPage)?.text ?? ""
        default: nil
        }
    }
}
